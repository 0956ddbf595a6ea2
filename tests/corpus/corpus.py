#!/usr/bin/env python3
"""Sends every captured page of a corpus through the real host and holds the store against the gold labels.

  corpus.py FEEDWITNESS CORPUS

CORPUS holds ERA/PAGE.html and gold/ERA-PAGE.json. Of each page, in a store of its own:
  - replay takes it in;
  - the posts kept are as many as labelled (optional ones may be missing; where only the first N are labelled, at least N);
  - no post that is labelled private, or has no audience to be seen, is kept with content;
  - the scrubbed page is read in the same shape, and holds no longer word of what was read in the page itself.
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


def parsed(feedwitness, page, captured_at):
    lines = run(feedwitness, '/', 'parse', '--captured-at', captured_at, page).stdout.splitlines()
    return [json.loads(line) for line in lines]


def shape(row):
    """What must be as before: what is there, what is decided and counted, how long texts are."""
    same = ('nature', 'visibility', 'LIKE', 'LOVE', 'WOW', 'HAHA', 'SAD', 'ANGRY', 'CARE', 'comments', 'shares',
            'reactions', 'images')
    value = {key: row[key] if key in same else row[key] not in (None, '', []) for key in row if key != 'evidence'}
    value['images'] = (row.get('images') or {}).get('count')
    value['texts'] = [len(text) for text in row.get('texts') or []]
    return value


def own_words(rows, vocabulary):
    """Words of six letters or more that the parser read as people's."""
    values = [str(row.get(key) or '') for row in rows for key in ('source', 'displaySource', 'reason', 'sharedFrom')]
    values += [text for row in rows for text in row.get('texts') or []]
    words = {word.lower() for value in values for word in re.findall(r'[^\W\d_]{6,}', plain(value))}
    return words - vocabulary


def vocabulary():
    """The words of the interface in all languages."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'parser')
    words = set()
    for path in glob.glob(os.path.join(root, 'locale', '*.txt')):
        with open(path, encoding='utf-8') as file:
            words |= {word.lower() for word in re.findall(r'[^\W\d_]{6,}', unicodedata.normalize('NFC', file.read()))}
    with open(os.path.join(root, 'scrub', 'words.cpp'), encoding='utf-8') as file:
        return words | set(re.findall(r'"([a-z0-9]+)"', file.read()))


def badly_scrubbed(feedwitness, page, captured_at, vocabulary):
    with tempfile.TemporaryDirectory() as folder:
        scrubbed = os.path.join(folder, 'scrubbed.html')
        done = run(feedwitness, folder, 'scrub', page, '-o', scrubbed)
        if done.returncode != 0:
            return 'scrub: exit %d: %s' % (done.returncode, done.stderr.strip())
        before, after = (parsed(feedwitness, file, captured_at) for file in (page, scrubbed))
        with open(scrubbed, encoding='utf-8') as file:
            survivors = set(re.findall(r'[^\W\d_]{6,}', file.read().lower())) & own_words(before, vocabulary)
    if survivors:
        return 'scrubbed: %d words survive' % len(survivors)
    if len(before) != len(after):
        return 'scrubbed: %d posts, before %d' % (len(after), len(before))
    for order, (one, other) in enumerate(zip(map(shape, before), map(shape, after)), 1):
        differing = sorted(key for key in one if one[key] != other.get(key))
        if differing:
            return 'scrubbed: post %d differs in %s' % (order, ', '.join(differing))
    return None


def judge(feedwitness, page, gold, vocabulary):
    captured_at = gold.get('capturedAt') or '2020-01-01T00:00:00Z'
    impressions, fault = kept_by_replay(feedwitness, page, captured_at)
    if fault:
        return fault
    fault = wrong_count(gold, len(impressions))
    if fault:
        return 'expected ' + fault
    orders = leaked(gold, impressions)
    if orders:
        return 'kept content of what is not public: labelled orders ' + ', '.join(orders)
    return badly_scrubbed(feedwitness, page, captured_at, vocabulary)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    feedwitness, corpus = sys.argv[1:]
    failed = 0
    words = vocabulary()
    pages = sorted(page for page in glob.glob(os.path.join(corpus, '*', '*.html')))
    for page in pages:
        name = os.path.relpath(page, corpus)
        with open(os.path.join(corpus, 'gold', name.replace('/', '-')[:-len('html')] + 'json'), encoding='utf-8') as file:
            fault = judge(feedwitness, page, json.load(file), words)
        failed += fault is not None
        print('%s %s%s' % ('FAILED' if fault else 'ok    ', name, ': ' + fault if fault else ''))
    print('%d passed, %d failed' % (len(pages) - failed, failed))
    sys.exit(1 if failed or not pages else 0)


if __name__ == '__main__':
    main()
