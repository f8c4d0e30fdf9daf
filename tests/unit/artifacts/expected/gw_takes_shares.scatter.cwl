cwlVersion: v1.2
class: Workflow
id: gw-takes-shares-shares
label: gw-takes-shares, in shares
doc: Grid wrapper of takes-shares.
inputs:
- id: shares
  doc: 'The shares that are run: all, unless some are to be run again.'
  default:
  - 0
  - 1
  - 2
  type: int[]
- id: gw_batch_file
  doc: File with the batches.
  type:
  - 'null'
  - string
  - File
  - Directory
- id: gw_shares
  default: 3
  type: int
- id: lambda
  default: 0.5
  type: float
- id: log_level
  doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
  default: INFO
  type: string
outputs: []
requirements:
- class: ScatterFeatureRequirement
steps:
- id: share
  in:
  - id: gw_share
    source: shares
  - id: gw_batch_file
    source: gw_batch_file
  - id: gw_shares
    source: gw_shares
  - id: lambda
    source: lambda
  - id: log_level
    source: log_level
  out: []
  run: gw_takes_shares.step.cwl
  scatter:
  - gw_share
