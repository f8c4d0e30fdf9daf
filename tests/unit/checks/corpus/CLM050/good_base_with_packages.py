"""A base image of one's own may hold anything."""

import torch
