cwlVersion: v1.2
class: CommandLineTool
$namespaces:
  cwltool: http://commonwl.org/cwltool#
hints:
- class: cwltool:Secrets
  secrets:
  - api_key
id: deployed
label: deployed
inputs:
- id: input_path
  doc: Folder of images.
  type: string
  inputBinding:
    position: 0
    prefix: --input_path
- id: api_key
  doc: A key.
  type: string
  inputBinding:
    position: 1
    prefix: --api_key
- id: Retries
  type: int
  inputBinding:
    position: 2
    prefix: --Retries
- id: rate
  default: 0.5
  type: float
  inputBinding:
    position: 3
    prefix: --rate
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
  dockerPull: registry.example.com/team/claimed-deployed:1.2.0
- class: NetworkAccess
  networkAccess: true
baseCommand:
- /opt/claimed/run
