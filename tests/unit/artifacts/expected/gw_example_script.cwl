cwlVersion: v1.2
class: CommandLineTool
id: gw-example-script
label: gw-example-script
doc: |-
  Grid wrapper of example-script.

  Reads scenes: "all" of them.

  - cuts {{ tiles }}
  - counts $(values) 😀
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
  doc: |-
    Folder of images,
    one file for each scene.
  type: string
  inputBinding:
    position: 3
    prefix: --input_path
- id: num_values
  type: int
  inputBinding:
    position: 4
    prefix: --num_values
- id: threshold
  type: float
  inputBinding:
    position: 5
    prefix: --threshold
- id: debug
  type: boolean
  inputBinding:
    position: 6
    valueFrom: debug=$(self)
- id: pattern
  doc: 'Which files: a "glob".'
  default: '*.tif'
  type: string
  inputBinding:
    position: 7
    prefix: --pattern
- id: prefix
  default: ''
  type: string
  inputBinding:
    position: 8
    prefix: --prefix
- id: home
  default: $(HOME)/data
  type: string
  inputBinding:
    position: 9
    prefix: --home
- id: code
  default: '012'
  type: string
  inputBinding:
    position: 10
    prefix: --code
- id: query
  default: |-
    select *
    from t
    where x = '$1'
  type: string
  inputBinding:
    position: 11
    prefix: --query
- id: retries
  default: 3
  type: int
  inputBinding:
    position: 12
    prefix: --retries
- id: offset
  default: -1
  type: int
  inputBinding:
    position: 13
    prefix: --offset
- id: size
  default: 3000000000
  type: long
  inputBinding:
    position: 14
    prefix: --size
- id: big
  type:
  - 'null'
  - long
  inputBinding:
    position: 15
    prefix: --big
- id: rate
  default: 1.0e-05
  type: float
  inputBinding:
    position: 16
    prefix: --rate
- id: limit
  default: .inf
  type: float
  inputBinding:
    position: 17
    prefix: --limit
- id: verbose
  default: true
  type: boolean
  inputBinding:
    position: 18
    valueFrom: verbose=$(self)
- id: dry_run
  default: false
  type: boolean
  inputBinding:
    position: 19
    valueFrom: dry_run=$(self)
- id: token
  type:
  - 'null'
  - string
  inputBinding:
    position: 20
    prefix: --token
- id: seed
  type:
  - 'null'
  - int
  inputBinding:
    position: 21
    prefix: --seed
- id: ratio
  type:
  - 'null'
  - float
  inputBinding:
    position: 22
    prefix: --ratio
- id: flag
  type:
  - 'null'
  - boolean
  inputBinding:
    position: 23
    valueFrom: flag=$(self)
- id: Mixed_Case
  default: x
  type: string
  inputBinding:
    position: 24
    prefix: --Mixed_Case
- id: id
  default: x
  type: string
  inputBinding:
    position: 25
    prefix: --id
- id: f
  default: 1
  type: int
  inputBinding:
    position: 26
    prefix: --f
- id: log_level
  doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
  default: INFO
  type: string
  inputBinding:
    position: 27
    prefix: --log_level
outputs: []
requirements:
- class: DockerRequirement
  dockerPull: registry.example.com/team/claimed-gw-example-script:1.2.0
- class: NetworkAccess
  networkAccess: true
baseCommand:
- /opt/claimed/run
