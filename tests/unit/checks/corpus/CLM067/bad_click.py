"""Square a number."""

import click


@click.command()
@click.option('--number', type=int)
def main(number):
    print(number**2)


if __name__ == '__main__':
    main()
