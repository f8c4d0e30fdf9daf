cwlVersion: v1.2
class: CommandLineTool
id: gw-takes-shares
label: gw-takes-shares
doc: Grid wrapper of takes-shares.
inputs:
- id: gw_batch_file
  doc: File with the batches.
  type:
  - 'null'
  - string
  inputBinding:
    position: 0
    prefix: --gw_batch_file
- id: gw_shares
  default: 3
  type: int
  inputBinding:
    position: 1
    prefix: --gw_shares
- id: gw_share
  type:
  - 'null'
  - int
  inputBinding:
    position: 2
    prefix: --gw_share
- id: lambda
  default: 0.5
  type: float
  inputBinding:
    position: 3
    prefix: --lambda
- id: log_level
  doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
  default: INFO
  type: string
  inputBinding:
    position: 4
    prefix: --log_level
outputs: []
requirements:
- class: DockerRequirement
  dockerPull: registry.example.com/team/claimed-gw-takes-shares:1.2.0
- class: NetworkAccess
  networkAccess: true
baseCommand:
- /opt/claimed/run
