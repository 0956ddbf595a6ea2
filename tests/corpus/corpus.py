#!/usr/bin/env python3
"""Sends every captured page of a corpus through the real host and holds the store against the gold labels.

  corpus.py FEEDWITNESS CORPUS

CORPUS holds ERA/PAGE.html and gold/ERA-PAGE.json. Of each page, in a store of its own:
  - replay takes it in;
  - the posts kept are as many as labelled (optional ones may be missing; where only the first N are labelled, at least N);
  - no post that is labelled private, or has no audience to be seen, is kept with content.
One line per page, and at the end 'N passed, N failed'. The corpus is not part of the project."""
import glob, json, os, re, subprocess, sys, tempfile, unicodedata


def run(feedwitness, data, *arguments):
    environment = dict(os.environ, XDG_DATA_HOME=data)
    return subprocess.run([feedwitness, *arguments], env=environment, capture_output=True, text=True, timeout=300)


def kept_by_replay(feedwitness, page, captured_at):
    """The impressions in the store after a replay of the page, or the reason why there are none."""
    with tempfile.TemporaryDirectory() as data:
        replay = run(feedwitness, data, 'replay', '--captured-at', captured_at, page)
        if replay.returncode != 0:
            return None, 'replay: exit %d: %s' % (replay.returncode, replay.stderr.strip())
        export = run(feedwitness, data, 'export')
        if export.returncode != 0:
            return None, 'export: exit %d: %s' % (export.returncode, export.stderr.strip())
        lines = [json.loads(line) for line in export.stdout.splitlines()]
        return [line for line in lines if line['kind'] == 'impression'], None


def plain(text):
    return re.sub(r'\s+', ' ', unicodedata.normalize('NFC', text or '')).strip()


def wrong_count(gold, found):
    required = sum(not post.get('optional') for post in gold['posts'])
    if 'postsLabelled' in gold:
        labelled = gold['postsLabelled']
        return 'at least %d posts, found %d' % (labelled, found) if found < labelled else None
    if required <= found <= len(gold['posts']):
        return None
    return '%d posts (%d with optional ones), found %d' % (required, len(gold['posts']), found)


def leaked(gold, impressions):
    """Labelled posts whose content must not be kept, but is: known by post id or by text."""
    public = [line['metadata'] for line in impressions if 'metadata' in line]
    ids = {row.get('postId') for row in public} - {None}
    texts = [plain('\n'.join(row.get('texts') or [])) for row in public]
    open_texts = {plain(post.get('text')) for post in gold['posts'] if post.get('visibility') == 'public'}
    orders = []
    for post in gold['posts']:
        if post.get('visibility') not in ('private', 'unknown'):
            continue
        text = plain(post.get('text'))
        by_text = len(text) > 20 and text not in open_texts and any(text in other for other in texts)
        if post.get('postId') in ids or by_text:
            orders.append(str(post['order']))
    return orders


def judge(feedwitness, page, gold):
    impressions, fault = kept_by_replay(feedwitness, page, gold.get('capturedAt') or '2020-01-01T00:00:00Z')
    if fault:
        return fault
    fault = wrong_count(gold, len(impressions))
    if fault:
        return 'expected ' + fault
    orders = leaked(gold, impressions)
    return 'kept content of what is not public: labelled orders ' + ', '.join(orders) if orders else None


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    feedwitness, corpus = sys.argv[1:]
    failed = 0
    pages = sorted(page for page in glob.glob(os.path.join(corpus, '*', '*.html')))
    for page in pages:
        name = os.path.relpath(page, corpus)
        with open(os.path.join(corpus, 'gold', name.replace('/', '-')[:-len('html')] + 'json'), encoding='utf-8') as file:
            fault = judge(feedwitness, page, json.load(file))
        failed += fault is not None
        print('%s %s%s' % ('FAILED' if fault else 'ok    ', name, ': ' + fault if fault else ''))
    print('%d passed, %d failed' % (len(pages) - failed, failed))
    sys.exit(1 if failed or not pages else 0)


if __name__ == '__main__':
    main()
