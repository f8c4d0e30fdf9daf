"""Archives a folder."""


def archive():
    import os
    import shutil

    # What to archive.
    source = os.getenv('source')
    return shutil.make_archive('archive', 'zip', source)


if __name__ == '__main__':
    archive()
