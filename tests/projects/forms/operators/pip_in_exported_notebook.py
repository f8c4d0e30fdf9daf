#!/usr/bin/env python
# coding: utf-8

# # Levels
#
# Was a notebook once: os.getenv('markdown')

# In[1]:


get_ipython().system('pip install numpy > /dev/null')
get_ipython().run_line_magic('pip', 'install -q scipy')
get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_cell_magic('bash', '', 'pip install pandas\n')


# In[2]:


import os
# the gauge
gauge = os.getenv('gauge', 'A1')


# In[3]:


limit = int(os.getenv('limit', 3))
