"""The files that come along import something as well."""

# pip install seaborn
import drawing
