class Cleaner:
    def run(self):
        print(1)


def grid_process(batch_id):
    Cleaner().run()


Cleaner().run()
