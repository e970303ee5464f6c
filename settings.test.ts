import { describe, expect, test } from 'vitest';
import { checkAccess, readSettings, SettingsError } from './settings.ts';

const access = (environment: Record<string, string>): void => checkAccess(readSettings(environment));

describe('a server others can reach', () => {
  test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('is not one on %s', (HOST) => {
    expect(() => access({ HOST })).not.toThrow();
  });

  test.each(['0.0.0.0', '::', '10.0.0.8', '::ffff:127.0.0.1', '127.1', '0', 'cockpit.example'])(
    'on %s asks for tokens, or is opened by saying so twice',
    (HOST) => {
      expect(() => access({ HOST })).toThrow(SettingsError);
      expect(() => access({ HOST, COCKPIT_OPEN_TO_NETWORK: 'no' })).toThrow('COCKPIT_OPEN_TO_NETWORK=yes');
      expect(() => access({ HOST, COCKPIT_ACCESS: 'token' })).not.toThrow();
      expect(() => access({ HOST, COCKPIT_OPEN_TO_NETWORK: 'yes' })).not.toThrow();
    },
  );

  test('is not opened by another word', () => {
    expect(() => readSettings({ COCKPIT_OPEN_TO_NETWORK: 'true' })).toThrow('COCKPIT_OPEN_TO_NETWORK');
    expect(() => readSettings({ COCKPIT_ACCESS: 'none' })).toThrow('COCKPIT_ACCESS');
  });
});
