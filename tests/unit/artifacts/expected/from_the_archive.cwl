cwlVersion: v1.2
class: Workflow
$namespaces:
  cwltool: http://commonwl.org/cwltool#
hints:
- class: cwltool:Secrets
  secrets:
  - token_
id: from-the-archive
label: from-the-archive
inputs:
- id: token
  default: it's "quoted" \ $HOME ${ return 1 } {{ x }} {% x %} é😀
  type: string
- id: token_
  doc: Who fetches.
  type: string
- id: port
  type: int
outputs: []
steps:
- id: first
  in:
  - id: token
    source: token_
  - id: port
    source: port
  out:
  - table
  run: '../../fetch/fetch.cwl'
- id: second
  in:
  - id: token
    source: token_
  - id: port
    source: port
  - id: after_first
    source: first/table
  out:
  - table
  run: '../../fetch/fetch.cwl'
- id: last
  in:
  - id: text
    source: token
  out: []
  run: '../../notify/notify.cwl'
