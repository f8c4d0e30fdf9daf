import argparse
import csv
import os

from plotting import sparkline

parser = argparse.ArgumentParser(description='Fills gaps in gauge levels')
parser.add_argument('data', metavar='DIR',
                    help='path to the folder with levels.csv')
parser.add_argument('-o', '--output', default='data/prepared.csv', metavar='FILE',
                    help='where to write the table (default: %(default)s)')
parser.add_argument('--min-hours', '-m', default=1, type=int, metavar='N',
                    help='leave out stations with fewer hours (default: 1)')
parser.add_argument('--fill', '--fill-value', default=0., type=float, metavar='F',
                    help='level to write into gaps')
parser.add_argument('--scale', default='1.0', type=float,
                    help='factor for all levels')
parser.add_argument('-d', '--drop', dest='drop_gaps', action='store_true',
                    help='drop gaps rather than filling them')
parser.add_argument('--verbose', action='store_true')
parser.add_argument('--note', default='', type=str,
                    help='text for the first line, 100% free')

total = 0


def main():
    global args, total
    args = parser.parse_args()
    stations = {}
    with open(os.path.join(args.data, 'levels.csv')) as file:
        for row in csv.DictReader(file):
            level = row['level']
            if level == '' and args.drop_gaps:
                continue
            value = float(level) if level else args.fill
            stations.setdefault(row['station'], []).append((row['hour'], value * args.scale))
    with open(args.output, 'w') as file:
        if args.note:
            file.write('# ' + args.note + '\n')
        file.write('station,hour,level\n')
        for name, rows in stations.items():
            if len(rows) < args.min_hours:
                continue
            total += len(rows)
            for hour, level in rows:
                file.write('{},{},{:.3f}\n'.format(name, hour, level))
            if args.verbose:
                print(name, sparkline([level for _, level in rows]))
    print('wrote', total, 'rows')


if __name__ == '__main__':
    main()
