#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""
Created on Mon Mar  6 10:12:00 2023

@author: maria
"""

print(1)
