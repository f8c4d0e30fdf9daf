#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# Copyright: nobody. os.getenv('licence')

"""Comes behind a shebang, a licence and an encoding."""

import os

code = os.getenv('code', 'x')
