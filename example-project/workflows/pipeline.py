"""A Kubeflow pipeline of two steps: make measurements, then clean them.

Compile it after `hatch build`, from the project's folder:

    python workflows/pipeline.py
"""

from pathlib import Path

from kfp import compiler, components, dsl

ARTIFACTS = Path('dist/claimed')

make = components.load_component_from_file(str(ARTIFACTS / 'make-measurements' / 'make_measurements.yaml'))
clean = components.load_component_from_file(str(ARTIFACTS / 'clean-measurements' / 'clean_measurements.yaml'))


@dsl.pipeline(name='river-levels', description='Makes measurements and cleans them.')
def river_levels(num_values: int = 40, limit: float = 3.0) -> str:
    made = make(num_values=num_values)
    cleaned = clean(measurements=made.outputs['measurements'], limit=limit)
    return cleaned.outputs['cleaned']


if __name__ == '__main__':
    compiler.Compiler().compile(river_levels, 'dist/river_levels.yaml')
