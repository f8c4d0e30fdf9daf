"""Nobody knows what that file imports."""

# pip install seaborn
import drawing
