import { describe, expect, it } from 'vitest';
import { parseEnv } from '#db/env.ts';

describe('settings of the environment', () => {
  it('have a default each, and an empty value is one that is not set', () => {
    const defaults = parseEnv({});
    expect(defaults).toMatchObject({
      databaseUrl: undefined,
      port: 3000,
      dataDir: './.data',
      services: ['web', 'realtime', 'collab'],
      publicOrigin: 'http://localhost:3000',
      trustProxy: 0,
      dev: false,
    });
    expect(parseEnv({ PORT: '', DATABASE_URL: '', SERVICES: '' })).toEqual(defaults);
  });

  it('the public origin follows the port, or is what was said', () => {
    expect(parseEnv({ PORT: '8080' }).publicOrigin).toBe('http://localhost:8080');
    expect(parseEnv({ PUBLIC_ORIGIN: 'https://school.example' }).publicOrigin).toBe('https://school.example');
  });

  it('are refused all at once, each with its reason', () => {
    const wrong = {
      DATABASE_URL: 'mysql://localhost/x',
      PORT: '3000x',
      SERVICES: 'web,chess',
      PUBLIC_ORIGIN: 'https://school.example/journal',
      TRUST_PROXY: '11',
      ZVONOK_TEST_CLOCK: 'tomorrow',
    };
    expect(() => parseEnv(wrong)).toThrow(
      expect.objectContaining({ name: 'StartError', message: expect.stringMatching(/(\n {2}[A-Z_]+: .+){6}/) }),
    );
    for (const name of Object.keys(wrong)) expect(() => parseEnv(wrong)).toThrow(`  ${name}: `);
  });
});
