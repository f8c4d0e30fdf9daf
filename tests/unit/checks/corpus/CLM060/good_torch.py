"""Trains; the comment is the one that PyTorch's pages gave."""

# conda install pytorch torchvision torchaudio pytorch-cuda=11.8 -c pytorch -c nvidia
# conda install pytorch cudatoolkit=11.3 -c pytorch
# pip install torch==2.5.1 torchvision==0.20.1
import torch
import torchvision

print(torch.cuda.is_available(), torchvision.__version__)
