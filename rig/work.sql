-- What a query of a scenario costs: CPU in a loop that is calibrated here, and waiting without CPU.

CREATE TABLE rig_written (id bigserial PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE rig_row (name text, number int, hits bigint NOT NULL DEFAULT 0, PRIMARY KEY (name, number)) WITH (fillfactor = 50);

DO $calibrate$
DECLARE
  rounds CONSTANT int := 200000;
  least float8 := 'infinity';
  began timestamptz;
BEGIN
  -- The fastest of several: nobody was in the way of that one.
  FOR attempt IN 1..15 LOOP
    began := clock_timestamp();
    FOR i IN 1..rounds LOOP END LOOP;
    least := least(least, extract(epoch FROM clock_timestamp() - began) * 1000);
  END LOOP;
  EXECUTE format($create$
    CREATE FUNCTION rig_work(cpu_ms float8, wait_ms float8) RETURNS int LANGUAGE plpgsql AS $work$
    BEGIN
      FOR i IN 1..(cpu_ms * %s)::bigint LOOP END LOOP;
      IF wait_ms > 0 THEN PERFORM pg_sleep(wait_ms / 1000); END IF;
      RETURN 1;
    END $work$
  $create$, (rounds / least)::bigint);
END $calibrate$;
