-- What the connector keeps in a database that it acts on, in the schema countersign_access, which
-- belongs to the connector's own role. Functions run as that role and look nothing up elsewhere.
--
-- Advisory locks of this class: 1134251364. Number 1 is held, for as long as it lives, by the one
-- session that watches; number 2 by whoever adds a grant (shared) or ends the watch (exclusive).

CREATE TABLE countersign_access.role_grant (
  execution_id   uuid PRIMARY KEY,
  action_digest  text NOT NULL,
  role           text NOT NULL,
  member         text NOT NULL,
  member_id      oid NOT NULL,
  -- pg_auth_members.oid: this membership and no other that somebody gave before or since
  membership     oid NOT NULL,
  granted_at     timestamptz NOT NULL,
  expires_at     timestamptz,
  end_sessions   boolean NOT NULL,
  revoked_at     timestamptz,
  revoked_by     text,
  revoked_in     xid8,
  ending_pids    integer[],
  sessions_ended integer NOT NULL DEFAULT 0,
  ended_at       timestamptz,
  fault          text
);

CREATE INDEX role_grant_open ON countersign_access.role_grant (expires_at) WHERE ended_at IS NULL;

CREATE TABLE countersign_access.export (
  execution_id  uuid PRIMARY KEY,
  action_digest text NOT NULL,
  table_schema  text NOT NULL,
  table_name    text NOT NULL,
  table_id      oid NOT NULL,
  sha256        text NOT NULL,
  row_count     bigint NOT NULL,
  exported_at   timestamptz NOT NULL
);

-- Takes one membership back, if it is still the one that was given. Does nothing the second time.
CREATE FUNCTION countersign_access.revoke(execution uuid, cause text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  given countersign_access.role_grant;
  held record;
BEGIN
  SELECT * INTO given FROM countersign_access.role_grant
   WHERE execution_id = execution AND revoked_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT r.rolname AS role, m.rolname AS member, g.rolname AS grantor INTO held
    FROM pg_auth_members a
    JOIN pg_roles r ON r.oid = a.roleid
    JOIN pg_roles m ON m.oid = a.member
    JOIN pg_roles g ON g.oid = a.grantor
   WHERE a.oid = given.membership;
  IF FOUND THEN
    EXECUTE format('REVOKE %I FROM %I GRANTED BY %I', held.role, held.member, held.grantor);
  ELSE
    cause := 'somebody else';
  END IF;
  UPDATE countersign_access.role_grant
     SET revoked_at = clock_timestamp(), revoked_by = cause, revoked_in = pg_current_xact_id(),
         ended_at = CASE WHEN end_sessions THEN NULL ELSE clock_timestamp() END, fault = NULL
   WHERE execution_id = execution;
END
$$;

-- Takes back every membership whose window has passed. One that cannot be taken back keeps its
-- fault and does not stop the others.
CREATE FUNCTION countersign_access.sweep() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due uuid;
BEGIN
  FOR due IN
    SELECT execution_id FROM countersign_access.role_grant
     WHERE ended_at IS NULL AND revoked_at IS NULL AND expires_at <= clock_timestamp()
     ORDER BY expires_at
  LOOP
    BEGIN
      PERFORM countersign_access.revoke(due, 'window');
    EXCEPTION WHEN OTHERS THEN
      UPDATE countersign_access.role_grant SET fault = SQLSTATE || ' ' || SQLERRM
       WHERE execution_id = due AND fault IS DISTINCT FROM SQLSTATE || ' ' || SQLERRM;
    END;
  END LOOP;
END
$$;

-- Ends the sessions that may have taken a role on which has been revoked since. Only once the
-- revocation is committed: before, a new session could still take the role on. Asks again until
-- they are gone; sessions that began later are left alone. (When a session began is hidden from
-- roles without pg_read_all_stats, its process is not.)
CREATE FUNCTION countersign_access.end_sessions() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  given countersign_access.role_grant;
  pids integer[];
BEGIN
  PERFORM pg_stat_clear_snapshot();
  FOR given IN
    SELECT * FROM countersign_access.role_grant
     WHERE ended_at IS NULL AND revoked_in IS DISTINCT FROM pg_current_xact_id_if_assigned()
       AND revoked_at IS NOT NULL
       FOR UPDATE SKIP LOCKED
  LOOP
    BEGIN
      WITH RECURSIVE reached(id) AS (
        SELECT given.member_id
        UNION
        SELECT a.member FROM pg_auth_members a JOIN reached ON a.roleid = reached.id
         WHERE a.inherit_option OR a.set_option)
      SELECT coalesce(array_agg(s.pid), '{}') INTO pids
        FROM pg_stat_activity s JOIN reached ON s.usesysid = reached.id
       WHERE s.pid <> pg_backend_pid()
         AND (given.ending_pids IS NULL OR s.pid = ANY (given.ending_pids));
      PERFORM pg_terminate_backend(pid) FROM unnest(pids) pid;
      UPDATE countersign_access.role_grant
         SET ending_pids = pids,
             sessions_ended = CASE WHEN given.ending_pids IS NULL
                                   THEN cardinality(pids) ELSE sessions_ended END,
             ended_at = CASE WHEN cardinality(pids) = 0 THEN clock_timestamp() END,
             fault = NULL
       WHERE execution_id = given.execution_id;
    EXCEPTION WHEN OTHERS THEN
      UPDATE countersign_access.role_grant SET fault = SQLSTATE || ' ' || SQLERRM
       WHERE execution_id = given.execution_id
         AND fault IS DISTINCT FROM SQLSTATE || ' ' || SQLERRM;
    END;
  END LOOP;
END
$$;

-- Whether a session watches over the windows: one of this role, as anybody may take such a lock.
CREATE FUNCTION countersign_access.is_watched() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_stat_clear_snapshot(); -- or the first answer of a transaction would stay
  RETURN EXISTS (
    SELECT FROM pg_locks l
      JOIN pg_database d ON d.oid = l.database
      JOIN pg_stat_activity s ON s.pid = l.pid
     WHERE d.datname = current_database() AND s.usename = current_user
       AND l.locktype = 'advisory' AND l.granted
       AND l.classid = 1134251364 AND l.objid = 1 AND l.objsubid = 2);
END
$$;

-- When there is something to do next; null when no window is open and no session left to end.
CREATE FUNCTION countersign_access.next_end() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(CASE WHEN fault IS NOT NULL THEN clock_timestamp() + interval '1 second'
                  WHEN revoked_at IS NULL THEN expires_at
                  ELSE clock_timestamp() END)
    FROM countersign_access.role_grant
   WHERE ended_at IS NULL AND (expires_at IS NOT NULL OR revoked_at IS NOT NULL)
$$;

-- Watches until no window is open. Goes on when its client is gone: it sends nothing, and the
-- session that calls it has client_connection_check_interval = 0. The commits end its snapshots.
CREATE PROCEDURE countersign_access.watch() LANGUAGE plpgsql AS $$
DECLARE
  next timestamptz;
BEGIN
  IF NOT pg_catalog.pg_try_advisory_lock(1134251364, 1) THEN
    RETURN;
  END IF;
  LOOP
    BEGIN
      PERFORM countersign_access.sweep();
    EXCEPTION WHEN OTHERS THEN
      NULL; -- such as a lock that was not had in time; the next round asks again
    END;
    COMMIT;
    BEGIN
      PERFORM countersign_access.end_sessions();
    EXCEPTION WHEN OTHERS THEN
      NULL;
    END;
    COMMIT;
    next := countersign_access.next_end();
    IF next IS NULL AND pg_catalog.pg_try_advisory_xact_lock(1134251364, 2) THEN
      IF countersign_access.next_end() IS NULL THEN
        PERFORM pg_catalog.pg_advisory_unlock(1134251364, 1);
        RETURN;
      END IF;
    ELSE
      PERFORM pg_catalog.pg_sleep(greatest(0.05, least(1,
        coalesce(extract(epoch FROM next - pg_catalog.clock_timestamp()), 0))));
    END IF;
    COMMIT;
  END LOOP;
END
$$;

-- For an event trigger on login, where an administrator wants one: takes back what is overdue
-- before the session can use it. Never keeps anybody from logging in.
CREATE FUNCTION countersign_access.at_login() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT pg_is_in_recovery() THEN
    PERFORM countersign_access.sweep();
    PERFORM countersign_access.end_sessions();
  END IF;
EXCEPTION WHEN OTHERS THEN
  NULL;
END
$$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA countersign_access FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA countersign_access FROM PUBLIC;
REVOKE ALL ON SCHEMA countersign_access FROM PUBLIC;

COMMENT ON SCHEMA countersign_access IS 'Countersign connector, version 1';
