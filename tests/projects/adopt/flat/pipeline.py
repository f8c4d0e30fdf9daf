# pip install kfp

import kfp
import kfp.dsl as dsl
import kfp.components as comp

index_op = comp.load_component_from_file("compute_index.yaml")


@dsl.pipeline(name="report")
def report(pixels: str = "pixels.csv"):
    index_op(pixels=pixels)


kfp.compiler.Compiler().compile(pipeline_func=report, package_path="report.yaml")
