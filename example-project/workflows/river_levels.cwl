cwlVersion: v1.2
class: Workflow
doc: Makes measurements and cleans them. Run it after `hatch build`.

inputs:
  num_values:
    type: int
    default: 40
  limit:
    type: float
    default: 3.0

steps:
  make:
    run: ../dist/claimed/make-measurements/make_measurements.cwl
    in:
      num_values: num_values
    out: [measurements]
  clean:
    run: ../dist/claimed/clean-measurements/clean_measurements.step.cwl
    in:
      measurements: make/measurements
      limit: limit
    out: [cleaned]

outputs:
  measurements:
    type: File
    outputSource: make/measurements
  cleaned:
    type: File
    outputSource: clean/cleaned
