cwlVersion: v1.2
class: Workflow
id: with-files
label: with-files
inputs: []
outputs:
- id: tables
  outputSource: make/Result_Path
  type: File[]
- id: cleaned
  outputSource: clean/class_
  type: File[]
- id: other
  outputSource: two-2/class_
  type: File
requirements:
- class: ScatterFeatureRequirement
steps:
- id: make
  in:
  - id: count
    default:
    - 1
    - 2
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
  out:
  - class_
  run: '../../clean/clean.step.cwl'
  scatter:
  - table
  - source
  scatterMethod: dotproduct
- id: one
  in: []
  out:
  - Result_Path
  - report
  run: '../../make-tables/make_tables.cwl'
- id: two-2
  in:
  - id: table
    source: one/report
  out:
  - class_
  run: '../../clean/clean.step.cwl'
