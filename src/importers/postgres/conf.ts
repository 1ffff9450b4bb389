import { LARGEST_SETTINGS, type Reader } from '../importer.ts';
import { fault, quoted } from '../text/fault.ts';
import { SettingsFound } from '../text/settingsFound.ts';
import { postgresSettings } from './settings.ts';
import { counted } from '../../sim/counted.ts';

const known =
  /^\s*#?\s*(?:max_connections|shared_buffers|listen_addresses|work_mem|superuser_reserved_connections)\s*=?\s*\S/;

/** postgresql.conf: `name = value`, quotes in single quotes, comments behind #; the last one of a name counts. */
export const postgresConf: Reader = {
  id: 'postgresql-conf',
  title: 'postgresql.conf',
  detect({ name, lines }) {
    if (/postgresql(?:\.auto)?\.conf$/i.test(name)) return 0.95;
    return lines.filter((line) => known.test(line)).length >= 2 ? 0.7 : 0;
  },
  async read(file) {
    const found = new SettingsFound();
    let others = 0;
    for (const [i, line] of (await file.text(LARGEST_SETTINGS)).split(/\r?\n/).entries()) {
      const place = { file: file.name, line: i + 1 };
      const text = line.replace(/^\uFEFF/, '').trim();
      if (text === '' || text.startsWith('#')) continue;
      const setting =
        /^([A-Za-z_][\w.]*)\s*(?:=|\s)\s*(?:'((?:[^']|'')*)'|([^\s#']+))\s*(?:#.*)?$/.exec(text);
      if (setting === null) throw fault(place, `is ${quoted(text)}; accepted: name = value`);
      const name = setting[1]!.toLowerCase();
      const value = setting[2] ?? setting[3]!;
      const wanted = postgresSettings.get(name);
      if (/^include(?:_if_exists|_dir)?$/.test(name))
        found.leave(place, `includes ${quoted(value)}, which was not read.`);
      else if (wanted === undefined) others++;
      else found.take(wanted, value, place);
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
