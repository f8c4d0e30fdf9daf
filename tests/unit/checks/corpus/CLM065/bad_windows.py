"""Open windows of every kind."""

import tkinter as tk
import webbrowser
from tkinter.filedialog import askopenfilename

import cv2
import matplotlib

matplotlib.use('TkAgg')
cv2.namedWindow('edges')
cv2.imshow('edges', cv2.imread(askopenfilename()))
root = tk.Tk()
webbrowser.open('report.html')
