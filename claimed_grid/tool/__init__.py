"""What people look at batches with: `status`, `retry` and `plan`, behind `hatch-claimed grid` or within a pod."""
