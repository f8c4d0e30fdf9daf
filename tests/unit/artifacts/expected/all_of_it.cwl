cwlVersion: v1.2
class: Workflow
id: all-of-it
label: all-of-it
doc: it's "quoted" \ $HOME ${ return 1 } {{ x }} {% x %} é😀
inputs:
- id: sources
  doc: Where from.
  type: string[]
- id: counts
  default:
  - 1
  - 2
  type: int[]
- id: rate
  default: 0.25
  type: float
- id: flag
  default: false
  type: boolean
- id: label
  default: it's "quoted" \ $HOME ${ return 1 } {{ x }} {% x %} é😀
  type: string
- id: size
  default: 1099511627776
  type: long
- id: needed
  type: string
outputs:
- id: cleaned
  outputSource: clean/class_
  type: File[]
- id: result
  outputSource: last/class_
  type: File
requirements:
- class: ScatterFeatureRequirement
steps:
- id: start
  in:
  - id: text
    source: needed
  out:
  - done
  run:
    id: notify
    class: CommandLineTool
    label: notify
    doc: Notifies.
    inputs:
    - id: text
      default: done
      type:
      - string
      - File
      - Directory
      inputBinding:
        position: 0
        prefix: --text
    - id: log_level
      doc: 'Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.'
      default: INFO
      type: string
      inputBinding:
        position: 1
        prefix: --log_level
    outputs:
    - id: done
      type: float
      outputBinding:
        outputEval: $(runtime.cores)
    requirements:
    - class: DockerRequirement
      dockerPull: registry.example.com/team/claimed-example-script:1.2.0
    - class: NetworkAccess
      networkAccess: true
    baseCommand:
    - /opt/claimed/run
- id: make
  in:
  - id: count
    source: counts
  - id: Rate_Limit
    source: rate
  - id: noise
    default: 1.5
  - id: kind
    source: label
  - id: two__words
    source: flag
  - id: after_start
    source: start/done
  out:
  - Result_Path
  - report
  run: '../../make-tables/make_tables.cwl'
  scatter:
  - count
- id: clean
  in:
  - id: table
    source: make/Result_Path
  - id: source
    source: make/report
  - id: size
    source: size
  out:
  - class_
  run: '../../clean/clean.step.cwl'
  scatter:
  - table
  - source
  scatterMethod: dotproduct
- id: fetch
  in:
  - id: table
    source: sources
  - id: source
    default: it's "quoted" \ $HOME ${ return 1 } {{ x }} {% x %} é😀
  - id: after_make
    source: make/Result_Path
  out:
  - class_
  run: '../../clean/clean.cwl'
  scatter:
  - table
- id: fixed
  in:
  - id: count
    default:
    - 3
    - 4
  - id: two__words
    default: true
  out:
  - Result_Path
  - report
  run: '../../make-tables/make_tables.cwl'
  scatter:
  - count
- id: one
  in: []
  out:
  - Result_Path
  - report
  run: '../../make-tables/make_tables.cwl'
- id: last
  in:
  - id: table
    source: one/Result_Path
  - id: after_clean
    source: clean/class_
  - id: after_start
    source: start/done
  out:
  - class_
  run: '../../clean/clean.step.cwl'
