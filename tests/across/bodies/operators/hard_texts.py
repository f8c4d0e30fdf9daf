"""Has defaults that shells, YAML, Kubernetes and CWL make something of."""
import os

expanded = os.getenv('expanded', '$(HOME) $$(HOME) $$ ${HOME} $HOME')
quoted = os.getenv('quoted', """it's "so" `id` \\ # : - {} []""")
script = os.getenv('script', '$(inputs.x) ${return 1}')
lines = os.getenv('lines', 'one\ntwo\n\tthree')
umlauts = os.getenv('umlauts', 'Höhe 😀 $é')
words = os.getenv('words', 'null')
number = os.getenv('number', '012')
spaces = os.getenv('spaces', '  padded  ')
dashes = os.getenv('dashes', '--help')
empty = os.getenv('empty', '')
print(expanded, quoted, script, lines, umlauts, words, number, spaces, dashes, empty)
