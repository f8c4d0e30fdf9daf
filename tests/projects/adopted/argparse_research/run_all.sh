#!/bin/bash
set -e
python prepare_data.py data -o data/prepared.csv
for seed in 1 2 3; do
    python train.py --table data/prepared.csv --seed $seed --output_dir data/model_$seed
done
