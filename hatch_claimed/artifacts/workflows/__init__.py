"""What a workflow becomes: pipelines for Kubeflow, a workflow of CWL, and drawings."""
