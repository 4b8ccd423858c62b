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
                .createNativeQuery("select number, notice from alert_delivery for update skip locked", Object[].class)
                .getResultList();
        if (held.isEmpty()) {
            return;
        }
        var sent = (Object[]) held.getFirst();
        var due = alerts.after(null, new Alerts.Place((Long) sent[0], (Long) sent[1]), AT_ONCE);
        var told = due.alerts();
        waiting.set(told.size()); // it stays so where the mail does not leave
        if (told.isEmpty()) {
            return;
        }
        config.mailTo().filter(to -> !to.isEmpty()).ifPresent(to -> mailer.send(mail(told, to)));
        entityManager
                .createNativeQuery("update alert_delivery set number = ?1, notice = ?2")
                .setParameter(1, due.last().posting())
                .setParameter(2, due.last().notice())
                .executeUpdate();
        waiting.set(0);
    }

    private Mail mail(List<Alert> due, List<String> to) {
        var subject = due.size() == 1
                ? due.getFirst().message()
                : due.size() + " warnings: " + due.getFirst().message();
        var text = new StringBuilder("Headroom reports:\n\n");
        for (var alert : due) {
            text.append("* ").append(alert.message()).append('\n');
            if (alert.approval() == null) {
                text.append("  quota ").append(alert.quota()).append(" (").append(alert.citation()).append(")\n");
                text.append("  posting ").append(alert.posting());
            } else {
                text.append("  approval ").append(alert.approval());
            }
            text.append(" at ").append(alert.at()).append("\n\n");
        }
        return new Mail().setTo(to).setSubject(subject).setText(text.toString());
    }
}
