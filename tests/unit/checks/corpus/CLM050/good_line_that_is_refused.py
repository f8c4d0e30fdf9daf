"""The line is a finding of its own."""

# pip install -e ./levels
import levels
import seaborn
