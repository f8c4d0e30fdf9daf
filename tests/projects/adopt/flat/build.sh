#!/bin/bash
set -e
REPO=quay.io/geo
VERSION="0.4"

c3_create_operator --repository $REPO --version "${VERSION}" --log_level DEBUG publish_report.py \
    template.html
c3_create_gridwrapper -r $REPO -v $VERSION -b s3kv compute_index.py bands.py
