#!/usr/bin/env python3
"""Holds the parser against the gold labels, field by field.

  accuracy.py FEEDWITNESS CORPUS

Runs CORPUS/score.py, prints its tables, era by era, and checks thresholds.txt: one line per field, and at the end
'N passed, N failed'. The corpus is not part of the project."""
import os, re, subprocess, sys


def thresholds():
    """What each field must reach, and the (field, label, parser) that may not happen."""
    least, never = {}, []
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'thresholds.txt'), encoding='utf-8') as file:
        for line in file:
            words = line.split('#')[0].split()
            if words[:1] == ['never']:
                never.append(tuple(words[1:]))
            elif words:
                least[words[0]] = float(words[1])
    return least, never


def figures(report):
    """The last number of each row of the tables over all eras: {field: F1}."""
    found = {}
    table = ''
    for line in report.splitlines():
        head = re.match(r'\[(\w+)\] field', line)
        table = head[1] if head else 'posts' if line.startswith('posts ') else table
        row = re.match(r'(\S+).*\s([0-9]\.[0-9]+)$', line)
        if row and table == 'posts' and row[1] == 'all':
            found['posts'] = float(row[2])
        elif row and table == 'all' and not line.startswith('all fields'):
            found[row[1]] = float(row[2])
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    feedwitness, corpus = sys.argv[1:]
    score = subprocess.run([sys.executable, os.path.join(corpus, 'score.py'), '--verbose', '--parser',
                            feedwitness + ' parse {file}'], capture_output=True, text=True, timeout=1800)
    print(score.stdout + score.stderr)
    found = figures(score.stdout)
    least, never = thresholds()
    faults = ['%s: F1 %s, at least %s' % (field, found.get(field, 'not scored'), wanted)
              for field, wanted in least.items() if not found.get(field, 0) >= wanted]
    for field, label, read in never:
        faults += [line.strip() for line in score.stdout.splitlines()
                   if re.search(r" %s: gold '%s', parser '%s'" % (field, label, read), line)]
    for fault in faults:
        print('FAILED ' + fault)
    print('%d passed, %d failed' % (max(len(least) + len(never) - len(faults), 0), len(faults)))
    sys.exit(1 if faults or score.returncode else 0)


if __name__ == '__main__':
    main()
