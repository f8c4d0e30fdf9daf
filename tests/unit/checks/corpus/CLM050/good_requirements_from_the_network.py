"""Nobody knows what that file asks for."""

# pip install -r https://example.com/requirements.txt
import seaborn
