"""Helpers of several scripts, and no operator."""
import os

helper = os.getenv("helper")
