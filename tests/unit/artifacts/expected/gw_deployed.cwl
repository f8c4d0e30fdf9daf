cwlVersion: v1.2
class: CommandLineTool
$namespaces:
  cwltool: http://commonwl.org/cwltool#
hints:
- class: cwltool:Secrets
  secrets:
  - gw_coordinator_path
  - api_key
id: gw-deployed
label: gw-deployed
doc: Grid wrapper of deployed.
inputs:
- id: gw_batch_file
  doc: File with the batches.
  type:
  - 'null'
  - string
  inputBinding:
    position: 0
    prefix: --gw_batch_file
- id: gw_coordinator_path
  doc: A shared folder.
  type: string
  inputBinding:
    position: 1
    prefix: --gw_coordinator_path
- id: gw_lock_timeout
  default: 10800
  type: int
  inputBinding:
    position: 2
    prefix: --gw_lock_timeout
- id: input_path
  doc: Folder of images.
  type: string
  inputBinding:
    position: 3
    prefix: --input_path
- id: api_key
  doc: A key.
  type: string
  inputBinding:
    position: 4
    prefix: --api_key
- id: Retries
  default: 3
  type: int
  inputBinding:
    position: 5
    prefix: --Retries
- id: rate
  default: 0.5
  type: float
  inputBinding:
    position: 6
    prefix: --rate
- id: log_level
  doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
  default: INFO
  type: string
  inputBinding:
    position: 7
    prefix: --log_level
outputs: []
requirements:
- class: DockerRequirement
  dockerPull: registry.example.com/team/claimed-gw-deployed:1.2.0
- class: NetworkAccess
  networkAccess: true
baseCommand:
- /opt/claimed/run
