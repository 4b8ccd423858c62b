package org.headroom.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.access.Access;
import org.headroom.access.Reader;

/// Sends warnings by e-mail, each at least once.
///
/// One instance at a time holds the row that says how far the warnings were sent; the others skip it.
@ApplicationScoped
class AlertMail {

    private static final int AT_ONCE = 100;

    private final Access access;
    private final Alerts alerts;
    private final AlertConfig config;
    private final Mailer mailer;
    private final EntityManager entityManager;
    private final AtomicInteger waiting;

    AlertMail(
            Access access,
            Alerts alerts,
            AlertConfig config,
            Mailer mailer,
            EntityManager entityManager,
            MeterRegistry registry) {
        this.access = access;
        this.alerts = alerts;
        this.config = config;
        this.mailer = mailer;
        this.entityManager = entityManager;
        this.waiting = Objects.requireNonNull(registry.gauge("alerts.waiting", new AtomicInteger()));
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void send() {
        access.run(Reader.Other.REGULATOR, () -> QuarkusTransaction.requiringNew().run(this::sendDue));
    }

    private void sendDue() {
        List<?> held = entityManager
                .createNativeQuery("select number from alert_delivery for update skip locked", Long.class)
                .getResultList();
        if (held.isEmpty()) {
            return;
        }
        long sent = (Long) held.getFirst();
        var due = alerts.after(null, sent, AT_ONCE);
        waiting.set(due.size()); // it stays so where the mail does not leave
        if (due.isEmpty()) {
            return;
        }
        var told = due.stream().map(Alerts.Numbered::alert).toList();
        config.mailTo().filter(to -> !to.isEmpty()).ifPresent(to -> mailer.send(mail(told, to)));
        entityManager
                .createNativeQuery("update alert_delivery set number = ?1")
                .setParameter(1, due.getLast().number())
                .executeUpdate();
        waiting.set(0);
    }

    private Mail mail(List<Alert> due, List<String> to) {
        var subject = due.size() == 1
                ? due.getFirst().message()
                : due.size() + " quota warnings: " + due.getFirst().message();
        var text = new StringBuilder("Headroom reports:\n\n");
        for (var alert : due) {
            text.append("* ").append(alert.message()).append('\n');
            text.append("  quota ").append(alert.quota()).append(" (").append(alert.citation()).append(")\n");
            text.append("  posting ").append(alert.posting()).append(" at ").append(alert.at()).append("\n\n");
        }
        return new Mail().setTo(to).setSubject(subject).setText(text.toString());
    }
}
