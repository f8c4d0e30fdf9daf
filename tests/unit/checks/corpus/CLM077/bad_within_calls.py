import asyncio
import sys

async def main():
    print(1)


def grid_process(batch_id):
    print(batch_id)


if len(sys.argv) > 1:
    asyncio.run(main())
