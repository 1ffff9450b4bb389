import { LARGEST_SETTINGS, type Reader } from '../importer.ts';
import { fault, quoted } from '../text/fault.ts';
import { SettingsFound } from '../text/settingsFound.ts';
import { takePgbouncer } from './settings.ts';
import { counted } from '../../sim/counted.ts';

/** pgbouncer.ini: the section [pgbouncer]; pool sizes of single databases are said, not taken. */
export const pgbouncerIni: Reader = {
  id: 'pgbouncer-ini',
  title: 'pgbouncer.ini',
  detect: ({ name, text }) =>
    /^[ \t]*\[pgbouncer\]/m.test(text) ? 0.95 : /pgbouncer.*\.ini$/i.test(name) ? 0.8 : 0,
  async read(file) {
    const found = new SettingsFound();
    let section = '';
    let others = 0;
    for (const [i, line] of (await file.text(LARGEST_SETTINGS)).split(/\r?\n/).entries()) {
      const place = { file: file.name, line: i + 1 };
      const text = line.replace(/^\uFEFF/, '').trim();
      if (text === '' || text.startsWith(';') || text.startsWith('#')) continue;
      const heading = /^\[([^\]]+)\]$/.exec(text);
      const include = /^%include\s+(.*)$/.exec(text);
      if (heading !== null) {
        section = heading[1]!.trim();
        continue;
      }
      if (include !== null) {
        found.leave(place, `includes ${quoted(include[1]!)}, which was not read.`);
        continue;
      }
      const setting = /^([^=\s]+)\s*=\s*(.*)$/.exec(text);
      if (setting === null) throw fault(place, `is ${quoted(text)}; accepted: name = value`);
      const [, name, value] = setting as unknown as [string, string, string];
      if (section === 'databases') {
        const own = /\b(?:pool_size|pool_mode|reserve_pool)\s*=\s*\S+/.exec(value);
        if (own !== null)
          found.leave(
            place,
            `database ${name} has ${own[0]} of its own; the model has one pool for all.`,
          );
      } else if (section !== 'pgbouncer' || !takePgbouncer(found, name.toLowerCase(), value, place))
        others++;
    }
    return {
      settings: found.settings,
      understood: [
        `${counted(found.settings.length, 'setting')} of the model, ${counted(others, 'other')} that it does not have.`,
      ],
      assumed: found.assumed,
    };
  },
};
