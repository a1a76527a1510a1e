using ActorMQ.Fuzz.Tests.Engine;

namespace ActorMQ.Fuzz.Tests.Settings;

public sealed class NodeSettingTexts
{
    private const string Name = "ActorMQ.Fuzz.Tests.Settings.NodeSettingTexts";

    [Fact]
    public void Any_text_is_a_setting_within_its_limits_or_refused_by_its_key()
    {
        InputLog log = FuzzRun.Play(
            new SettingsTarget(), $"{Name}.{nameof(Any_text_is_a_setting_within_its_limits_or_refused_by_its_key)}");
        log.RequireOutcomes("accepted", "refused");
    }
}
