"""What is called alike and opens nothing."""

import asyncio
import subprocess
import webbrowser

import cv2
import matplotlib
import matplotlib.pyplot as plt

matplotlib.use('Agg')
plt.plot([1, 2])
plt.show()
cv2.imwrite('a.png', cv2.imread('b.png'))
subprocess.run(['ls'])
asyncio.run(asyncio.sleep(1))


class App:
    def run(self):
        return webbrowser.get


app = App()
app.run()
