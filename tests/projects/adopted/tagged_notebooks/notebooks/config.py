EXPERIMENT = 'cyclists'  # Name of experiment
RUN_NAME = 'initial assessment'  # Name of iteration
