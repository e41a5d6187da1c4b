package io.cdrstream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectNamingTest {

    @Test
    void subjectsAreNamedAsConfluentsClientsNameThem() {
        assertThat(SubjectNaming.TOPIC.subject("cdr.sms", "a.b.Sms")).isEqualTo("cdr.sms-value");
        assertThat(SubjectNaming.RECORD.subject("cdr.sms", "a.b.Sms")).isEqualTo("a.b.Sms");
        assertThat(SubjectNaming.TOPIC_RECORD.subject("cdr.sms", "a.b.Sms")).isEqualTo("cdr.sms-a.b.Sms");
    }
}
