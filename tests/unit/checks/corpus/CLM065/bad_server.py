"""Serve predictions."""

import gradio as gr
import uvicorn
from flask import Flask
from http.server import HTTPServer, BaseHTTPRequestHandler

app = Flask(__name__)


@app.route('/')
def index():
    return 'hello'


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=8080)
    uvicorn.run('main:app')
    with gr.Blocks() as demo:
        pass
    demo.launch()
    server = HTTPServer(('', 8080), BaseHTTPRequestHandler)
    server.serve_forever()
