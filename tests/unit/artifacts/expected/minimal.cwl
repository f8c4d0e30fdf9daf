cwlVersion: v1.2
class: CommandLineTool
id: minimal
label: minimal
inputs:
- id: log_level
  doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
  default: INFO
  type: string
  inputBinding:
    position: 0
    prefix: --log_level
outputs: []
requirements:
- class: DockerRequirement
  dockerPull: claimed-minimal:0.1
- class: NetworkAccess
  networkAccess: true
baseCommand:
- /opt/claimed/run
