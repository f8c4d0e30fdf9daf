"""Draws levels."""

# pip install numpy==1.26.4 Scikit_Learn>=1.5
# pip install "numpy>=2" pandas==2.2.3
# pip install "scikit-learn<1.4,>1.0"
# pip install pandas==2.2.2 -r requirements.txt
# pip install levels==1.0 levels==1.1
import numpy
