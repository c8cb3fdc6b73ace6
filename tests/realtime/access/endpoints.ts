import { afterAll, expect, test } from 'vitest';
import { cookie, expectRow, of, server, world } from './world.ts';

export function endpointDoors(): void {
  test.each(of('api').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    await expectRow(row, async (who) => {
      const { status } = await fetch(`${server.origin}${row.door}`, {
        method: 'POST',
        headers: { cookie: cookie(who), origin: server.origin },
      });
      expect(status, who).toBeLessThan(500);
      return status === 200;
    });
  });
  // Locked screens give nothing more: those of the other doors are open.
  afterAll(() => world.owner`update session set locked = false`);
}
