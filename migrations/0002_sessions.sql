-- Who is logged in, on which device. Any copy of the portal serves any request, so sessions live
-- here and not in a process. No row-level security: a session is looked up by the hash of a
-- secret before anybody is known.
create table sessions (
    id_hash    bytea       not null,                -- sha256 of the cookie's id: a dump opens nothing
    data       jsonb       not null,
    account_id uuid,                                -- lifted from data; null before login
    expires_at timestamptz not null,
    constraint sessions_pkey primary key (id_hash),
    constraint sessions_id_hash_is_sha256 check (octet_length(id_hash) = 32)
);

create index sessions_of_account on sessions (account_id) where account_id is not null; -- end all
create index sessions_by_expiry on sessions (expires_at);                               -- sweep

grant select, insert, update, delete on sessions to quittance_app;
