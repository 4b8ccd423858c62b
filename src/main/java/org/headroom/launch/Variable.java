package org.headroom.launch;

/// Every environment variable the service reads. README shows the same list, and a test compares the manifests in
/// `k8s/` with it.
enum Variable {
    /// The folder for everything a default run keeps: the database, Keycloak's data, generated passwords.
    HEADROOM_HOME("~/.headroom"),
    /// The address the service listens on.
    HEADROOM_HOST("127.0.0.1"),
    /// The port the service listens on.
    HEADROOM_PORT("8080"),
    /// The address at which health and metrics are told. Nothing asks who wants to know, so only this machine hears it.
    HEADROOM_MANAGEMENT_HOST("127.0.0.1"),
    /// The port of health and metrics. Unset: a thousand above [#HEADROOM_PORT].
    HEADROOM_MANAGEMENT_PORT(""),
    /// The database, as `jdbc:postgresql://…` or `postgresql://…`. Unset: an own PostgreSQL is started.
    HEADROOM_DB_URL(""),
    /// The owner of the schema, unless the URL names it. It runs the migrations.
    HEADROOM_DB_USER(""),
    /// The owner's password, unless the URL holds it.
    HEADROOM_DB_PASSWORD(""),
    /// The password of the role `headroom_service`. Unset: derived from the owner's.
    HEADROOM_DB_SERVICE_PASSWORD(""),
    /// The password of the role `headroom_regulator`. Unset: derived from the owner's.
    HEADROOM_DB_REGULATOR_PASSWORD(""),
    /// The password of the role `headroom_writer`. Unset: derived from the owner's.
    HEADROOM_DB_WRITER_PASSWORD(""),
    /// `false` starts the service without the owner: the schema is migrated elsewhere, and the passwords of all
    /// three roles are given. `HEADROOM_DB_USER` is then only the owner's name.
    HEADROOM_MIGRATE("true"),
    /// The issuer of tokens, for example `https://id.example.org/realms/headroom`. Unset: an own Keycloak is started.
    HEADROOM_OIDC_URL(""),
    /// The clients of the issuer whose tokens are accepted, separated by commas: where people sign in, and exporters'
    /// own systems.
    HEADROOM_OIDC_CLIENTS("headroom-login"),
    /// `false` leaves the acts that take a permission to the roles alone: the issuer is not Keycloak, or its realm has
    /// no authorization services.
    HEADROOM_OIDC_PERMISSIONS("true"),
    /// The client of the issuer as which the service makes organizations and their first users.
    HEADROOM_ONBOARDING_CLIENT("headroom-onboarding"),
    /// Its secret. Unset: with a Keycloak of another's, exporters are not brought in through the API.
    HEADROOM_ONBOARDING_SECRET(""),
    /// The client of the issuer by which people sign in to the pages.
    HEADROOM_PAGES_CLIENT("headroom-pages"),
    /// Its secret. Unset: with a Keycloak of another's, there are no pages.
    HEADROOM_PAGES_SECRET(""),
    /// What seals the tokens of those who are signed in, the same on all instances. Unset: derived from the secret.
    HEADROOM_PAGES_KEY(""),
    /// Where people reach the pages, for example `https://headroom.example.org`. Unset: where they reach the service.
    HEADROOM_PAGES_URL(""),
    /// Where mail leaves. Unset: mail is written to the log and goes nowhere.
    HEADROOM_MAIL_HOST(""),
    /// The mail server's port.
    HEADROOM_MAIL_PORT("587"),
    /// The user at the mail server, if it asks for one.
    HEADROOM_MAIL_USER(""),
    /// The password at the mail server.
    HEADROOM_MAIL_PASSWORD(""),
    /// The sender of mail.
    HEADROOM_MAIL_FROM("headroom@localhost"),
    /// Who is sent every warning, separated by commas. Unset: nobody; warnings are still listed and streamed.
    HEADROOM_ALERT_MAIL_TO(""),
    /// A folder with regimes of the deployment's own, each in a folder named by its id.
    HEADROOM_REGIMES_FOLDER(""),
    /// A file with thresholds of flags in place of the shipped ones.
    HEADROOM_FLAGS_FILE(""),
    /// When the whole ledger is replayed each night, in UTC, as `03:00`; `off` leaves it to those who ask for it.
    HEADROOM_VERIFY_AT("03:00"),
    /// `true` fills an empty database with the demo world.
    HEADROOM_DEMO("false");

    private final String whenUnset;

    Variable(String whenUnset) {
        this.whenUnset = whenUnset;
    }

    String whenUnset() {
        return whenUnset;
    }
}
