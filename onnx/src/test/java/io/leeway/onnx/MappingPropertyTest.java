package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.onnx.Mapping.Column;
import io.leeway.onnx.Mapping.Input;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MappingPropertyTest {

    @Property(tries = 500)
    void aMappingIsReadAsItWasWritten(@ForAll("mappings") Mapping mapping) {
        assertThat(Mapping.parse(mapping.toText())).isEqualTo(mapping);
    }

    @Property(tries = 500)
    void aGarbledMappingIsReadOrRefusedByOneException(
            @ForAll("mappings") Mapping mapping, @ForAll int place, @ForAll char instead) {
        StringBuilder text = new StringBuilder(mapping.toText());
        text.setCharAt(Math.floorMod(place, text.length()), instead);
        try {
            assertThat(Mapping.parse(text.toString())).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotNull();
        }
    }

    /** What the names in a graph or schema may hold: anything that UTF-8 can write. */
    private static Arbitrary<String> names() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(12).filter(text -> text.codePoints()
                .noneMatch(each -> Character.getType(each) == Character.SURROGATE));
        return Arbitraries.oneOf(
                any,
                Arbitraries.strings()
                        .withChars(' ', '\t', '\n', '\r', '%', '+', '2', '0', 'é', '\u2028')
                        .ofMaxLength(6));
    }

    @Provide
    Arbitrary<Mapping> mappings() {
        Arbitrary<Encoding> encodings = Arbitraries.oneOf(
                Arbitraries.doubles().map(Encoding.AsNumber::new),
                Arbitraries.just(new Encoding.AsNumber(Double.NaN)),
                Arbitraries.doubles().map(Encoding.ParsedNumber::new),
                names().map(Encoding.AsText::new),
                names().map(Encoding.OneHot::new),
                Combinators.combine(names().list().ofMaxSize(4), Arbitraries.integers())
                        .as(Encoding.Code::new));
        Arbitrary<List<Column>> columns = Combinators.combine(names(), encodings)
                .as(Column::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        Arbitrary<List<Input>> inputs = Combinators.combine(names(), columns)
                .as(Input::new)
                .list()
                .uniqueElements(Input::name)
                .ofMaxSize(4);
        Arbitrary<OutputForm> outputs = Combinators.combine(
                        names(),
                        Arbitraries.of(OutputForm.Form.values()),
                        names().list().ofMaxSize(4))
                .as(OutputForm::new);
        return Combinators.combine(inputs, outputs).as(Mapping::new);
    }
}
